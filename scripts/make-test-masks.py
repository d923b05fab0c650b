"""Writes masks of one segment as Pillow and numpy write them: make-test-masks.py FOLDER (src/test/resources/masks).

Prints how many pixels are inside of those that SegmentMaskTest counts. Pillow 9 or newer.
"""
import os
import sys

import numpy as np
from PIL import Image

os.chdir(sys.argv[1])
rng=np.random.default_rng(3); h,w=60,80
yy,xx=np.mgrid[:h,:w]; disc=((yy-30)**2+(xx-40)**2)<18**2
Image.fromarray(np.where(rng.random((h,w))<.75,rng.integers(1,4,(h,w)),0).astype(np.uint8)).save('noise.png')
Image.fromarray((disc*255).astype(np.uint8)).resize((53,41),Image.BILINEAR).resize((w,h),Image.BICUBIC).save('smoothed.png')
tri=np.full((h,w),0,np.uint8); tri[disc]=255; tri[((yy-30)**2+(xx-40)**2<24**2)&~disc]=128; Image.fromarray(tri).save('trimap.png')
lab=np.zeros((h,w),np.uint8); lab[10:30,10:40]=1; lab[30:50,10:40]=2; lab[10:50,40:70]=3; Image.fromarray(lab).save('labels.png')
voc=lab.copy(); voc[lab==3]=1; voc[lab==2]=0; voc[8:10,8:72]=255; Image.fromarray(voc).save('void.png')
ids=np.zeros((h,w),np.uint16); n=0
for y in range(0,h,6):
    for x in range(0,w,8):
        n+=1; ids[y:y+6,x:x+8]=n
Image.fromarray(ids.astype(np.uint8)).save('superpixels.png')
ids2=(ids*301).astype(np.uint16); ids2[::6]=0; Image.fromarray(ids2).save('ids16.png')
photo=np.stack([128+60*np.sin(xx/5)+rng.integers(0,30,(h,w)),128+50*np.cos(yy/4),90+xx*1.5],-1).clip(0,255).astype(np.uint8)
rgba=np.dstack([photo,(disc*255).astype(np.uint8)]); Image.fromarray(rgba,'RGBA').save('cutout.png')
gl=Image.fromarray(np.where(disc,photo[...,0],0).astype(np.uint8)); a=Image.fromarray((disc*255).astype(np.uint8)); Image.merge('LA',(gl,a)).save('grey-cutout.png')
red=np.zeros((h,w,3),np.uint8); red[disc]=(200,0,0); Image.fromarray(red).save('red.png')
white=np.full((h,w,4),255,np.uint8); white[...,3]=disc*255; Image.fromarray(white,'RGBA').save('white-alpha.png')
p=Image.fromarray(disc.astype(np.uint8),'P'); p.putpalette([0,0,0,128,0,0]+[0]*750); p.save('voc-palette.png')
Image.fromarray(disc).save('bits.png'); Image.fromarray(np.repeat((disc*1).astype(np.uint8)[...,None],3,2)).save('bool-rgb.png')
Image.fromarray((disc*255).astype(np.uint16)).save('255-in-16.png'); Image.fromarray((disc*1+1).astype(np.uint8)).save('one-two.png')
Image.fromarray((disc*128+127).astype(np.uint8)).save('127-255.png')
for e in ('bmp','tif','gif'): Image.fromarray((disc*255).astype(np.uint8)).save('disc.'+e)
np.save('disc.npy',disc)
buf=Image.fromarray((disc*255).astype(np.uint8)); buf.save('once.jpg',quality=75); Image.open('once.jpg').save('from-jpeg.png')
g=np.exp(-((yy-30)**2+(xx-40)**2)/400.); np.save('probability.npy', g.astype(np.float32)); Image.fromarray((g*255).astype(np.uint8)).save('gaussian.png'); Image.fromarray((g*65535).astype(np.uint16)).save('gaussian16.png')
Image.fromarray(((g*15).astype(np.uint8)*17)).save('gaussian-16-levels.png')
print(disc.sum(), (np.array(Image.open('smoothed.png'))>=128).sum(), (np.array(Image.open('from-jpeg.png'))>=128).sum(), ((g*255).astype(np.uint8)>=128).sum(), ((g*65535).astype(np.uint16)>=32768).sum(), ((g*15).astype(np.uint8)*17>=128).sum(), (np.load('probability.npy')>=.5).sum(), (ids>0).sum(), (ids2>0).sum())
Image.fromarray(np.repeat((disc*255).astype(np.uint8)[...,None],3,2)).save("colours.jpg",quality=60); print((np.array(Image.open("colours.jpg").convert("L"))>=128).sum())
